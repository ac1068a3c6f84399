// Links that are explained show their explanation when pointed at or reached by keyboard. It can be pointed at
// itself, and Escape takes it away (WCAG 1.4.13). Without this script it is still read aloud: aria-describedby.
(() => {
  const article = document.querySelector(".hb-article");
  if (!article?.querySelector(".hb-tips")) return;

  const box = document.createElement("div");
  box.className = "hb-tip";
  // What it says is the link's description already; twice would be noise.
  box.setAttribute("aria-hidden", "true");
  box.hidden = true;
  article.append(box);

  let shown = null;
  let timer = 0;

  const place = (link) => {
    const frame = article.getBoundingClientRect();
    // A link may run over two lines: the box stands below the last.
    const spot = [...link.getClientRects()].at(-1);
    const width = Math.min(frame.width, 22 * parseFloat(getComputedStyle(document.documentElement).fontSize));
    box.style.setProperty("width", `${width}px`);
    box.style.setProperty("left", `${Math.max(0, Math.min(spot.left - frame.left, frame.width - width))}px`);
    box.style.setProperty("top", `${spot.bottom - frame.top}px`);
  };

  const show = (link) => {
    clearTimeout(timer);
    if (shown === link) return;
    const text = document.getElementById(link.getAttribute("aria-describedby"))?.textContent;
    if (!text) return;
    box.textContent = text;
    box.hidden = false;
    shown = link;
    place(link);
  };

  const hide = () => {
    clearTimeout(timer);
    box.hidden = true;
    shown = null;
  };

  // Long enough to move the pointer from the link to the box.
  const leave = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      // Who came by keyboard keeps what has focus explained, wherever the pointer goes.
      const focused = shown?.matches(":focus-visible");
      if (!focused) hide();
    }, 250);
  };

  const follow = () => {
    if (shown) place(shown);
  };

  for (const link of article.querySelectorAll("a[aria-describedby^='hb-tip-']")) {
    link.addEventListener("pointerenter", (event) => {
      if (event.pointerType !== "touch") show(link);
    });
    link.addEventListener("pointerleave", leave);
    link.addEventListener("focus", () => {
      if (link.matches(":focus-visible")) show(link);
    });
    // At once: what has focus next may stand under the box.
    link.addEventListener("blur", hide);
  }
  box.addEventListener("pointerenter", () => clearTimeout(timer));
  box.addEventListener("pointerleave", leave);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && shown) hide();
  });
  addEventListener("resize", follow);
  // A table that is scrolled takes its links with it.
  article.addEventListener("scroll", follow, { capture: true, passive: true });
})();
