// Light or dark: what the reader chose, else what the reader's system asks for.
(() => {
  // One key for the whole host, so that the choice holds in every edition of the handbook.
  const KEY = "hb-scheme";
  const system = matchMedia("(prefers-color-scheme: dark)");

  const saved = () => {
    try {
      return localStorage.getItem(KEY);
    } catch {
      return null;
    }
  };
  const isDark = () => document.body.dataset.mdColorScheme === "slate";

  const label = () => {
    const button = document.querySelector(".hb-scheme");
    if (!button) return;
    const name = isDark() ? button.dataset.toLight : button.dataset.toDark;
    button.setAttribute("aria-label", name);
    button.title = name;
    button.hidden = false;
  };

  const apply = () => {
    const choice = saved();
    const dark = choice ? choice === "dark" : system.matches;
    document.body.dataset.mdColorScheme = dark ? "slate" : "default";
    label();
  };

  const toggle = () => {
    const next = isDark() ? "light" : "dark";
    try {
      // A choice that agrees with the system is no choice: the page then follows the system again.
      if (system.matches === (next === "dark")) localStorage.removeItem(KEY);
      else localStorage.setItem(KEY, next);
    } catch {
      // Without storage the choice lasts as long as the page.
    }
    document.body.dataset.mdColorScheme = next === "dark" ? "slate" : "default";
    label();
  };

  apply();
  system.addEventListener("change", apply);
  addEventListener("storage", apply);
  document.addEventListener("DOMContentLoaded", () => {
    label();
    document.querySelector(".hb-scheme")?.addEventListener("click", toggle);
  });
})();
