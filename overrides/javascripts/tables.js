// Ordinary Markdown tables get the frame that the register tables have from their templates. Where a table is
// wider than the screen, the frame can be reached by keyboard and has a name (WCAG 2.1.1); elsewhere it is silent.
(() => {
  const article = document.querySelector(".hb-article");
  if (!article) return;

  const nameOf = (table) => {
    const caption = table.caption?.textContent.trim();
    if (caption) return `Tabell: ${caption}`;
    const before = [...article.querySelectorAll("h1, h2, h3, h4, h5, h6")].filter(
      (heading) => heading.compareDocumentPosition(table) & Node.DOCUMENT_POSITION_FOLLOWING,
    );
    const heading = before.at(-1)?.textContent.trim();
    return heading ? `Tabell: ${heading}` : "Tabell";
  };

  const expose = (frame) => {
    const wide = frame.scrollWidth > frame.clientWidth + 1;
    if (wide === frame.hasAttribute("tabindex")) return;
    if (wide) {
      frame.tabIndex = 0;
      frame.setAttribute("role", "region");
      frame.setAttribute("aria-label", nameOf(frame.querySelector("table")));
    } else {
      for (const name of ["tabindex", "role", "aria-label"]) frame.removeAttribute(name);
    }
  };

  const watcher = new ResizeObserver((entries) => {
    for (const entry of entries) expose(entry.target);
  });

  for (const table of article.querySelectorAll("table:not([class])")) {
    if (table.closest(".highlight")) continue;
    const frame = document.createElement("div");
    frame.className = "hb-scroll";
    table.className = "hb-table";
    table.replaceWith(frame);
    frame.append(table);
    expose(frame);
    watcher.observe(frame);
  }
})();
