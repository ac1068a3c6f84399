// Brings Pagefind's search to life in the header. Does nothing where there is no index, as under `mkdocs serve`,
// or where the pages are opened as files, which browsers do not let Pagefind read.
(() => {
  const template = document.getElementById("hb-search-template");
  const pagefind = window.PagefindComponents;
  if (!template || !pagefind || location.protocol === "file:") return;

  // Pagefind would guess its folder from the script that runs now, which is this one.
  const bundlePath = new URL(document.currentScript.dataset.pagefind, location).pathname;
  const instance = pagefind.getInstanceManager().getInstance("default", { bundlePath });

  // A page's main heading has an address of its own, so Pagefind would list the page once more under itself.
  const partsOf = instance.getDisplaySubResults.bind(instance);
  instance.getDisplaySubResults = (page, most) =>
    partsOf({ ...page, sub_results: page.sub_results.filter((part) => part.title !== page.meta.title) }, most);

  // Before the elements exist: changing Pagefind's words later makes it draw its dialog anew, inside itself.
  instance.setTranslations({
    search_label: "Sök i handboken",
    keyboard_search: "Sök i handboken",
    keyboard_navigate: "gå till träffarna",
    keyboard_select: "öppna",
    searching: "Söker efter [SEARCH_TERM] …",
    zero_results: "Inga träffar på [SEARCH_TERM]. Pröva ett annat ord eller en kortare del av ordet.",
    one_result: "[COUNT] träff på [SEARCH_TERM]",
    many_results: "[COUNT] träffar på [SEARCH_TERM]",
    error_search: "Sökningen fungerar inte just nu",
  });
  template.replaceWith(template.content);

  // Pagefind gives focus back to its button. Whoever opened the search by keys wants to be where they were.
  const dialog = document.querySelector(".hb-search dialog");
  let origin = null;
  document.addEventListener("keydown", () => {
    if (!dialog?.open) origin = document.activeElement;
  }, true);
  dialog?.addEventListener("close", () => setTimeout(() => {
    if (origin && origin !== document.body && origin.isConnected) origin.focus();
  }));

  // The button shows its name and the keys; a label of its own would leave the keys out (WCAG 2.5.3).
  document.querySelector(".hb-search .pf-trigger-btn")?.removeAttribute("aria-label");

  // Pagefind's own message is English and names its files, which helps no reader. Each of its parts says it once
  // more; one place is enough.
  document.addEventListener("pagefind-error", () => setTimeout(() => {
    for (const message of document.querySelectorAll(".hb-search .pf-error")) message.remove();
    const summary = document.querySelector(".hb-search .pf-summary");
    if (summary) summary.textContent = "Sökningen fungerar inte just nu. Försök igen om en stund.";
  }));
})();
