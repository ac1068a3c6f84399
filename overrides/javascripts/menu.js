// 'Meny' on narrow screens: a plain disclosure. Escape, a click outside and leaving it by Tab close it.
(() => {
  const button = document.querySelector(".hb-menu");
  const menu = document.getElementById("hb-nav");
  if (!button || !menu) return;

  const isOpen = () => button.getAttribute("aria-expanded") === "true";
  const set = (open) => {
    button.setAttribute("aria-expanded", String(open));
    menu.classList.toggle("hb-nav--open", open);
  };
  const holds = (target) => menu.contains(target) || button.contains(target);

  button.addEventListener("click", () => set(!isOpen()));
  document.addEventListener("click", (event) => {
    if (isOpen() && !holds(event.target)) set(false);
  });
  document.addEventListener("focusin", (event) => {
    if (isOpen() && !holds(event.target)) set(false);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !isOpen()) return;
    set(false);
    button.focus();
  });
})();
