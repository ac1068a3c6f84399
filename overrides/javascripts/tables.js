// Ordinary Markdown tables get the frame that the register tables have from their templates. A frame whose table
// is wider than the screen can be reached by keyboard and has a name (WCAG 2.1.1); the others are silent, so that a
// page with many tables is not full of stops and landmarks.
(() => {
  const article = document.querySelector(".hb-article");
  if (!article) return;

  const names = new Map();
  const used = new Set();

  const headingBefore = (table) =>
    [...article.querySelectorAll("h1, h2, h3, h4, h5, h6")]
      .filter((heading) => heading.compareDocumentPosition(table) & Node.DOCUMENT_POSITION_FOLLOWING)
      .at(-1);

  // Two tables may have the same caption; as landmarks they need different names.
  const nameOf = (frame) => {
    if (names.has(frame)) return names.get(frame);
    const table = frame.querySelector("table");
    const said = frame.getAttribute("aria-label") || table?.caption?.textContent || (table && headingBefore(table)?.textContent);
    const base = said?.trim() || "Tabell";
    let name = base;
    for (let count = 2; used.has(name); count += 1) name = `${base} (${count})`;
    used.add(name);
    names.set(frame, name);
    return name;
  };

  const expose = (frame) => {
    if (frame.scrollWidth > frame.clientWidth + 1) {
      frame.tabIndex = 0;
      frame.setAttribute("role", "region");
      frame.setAttribute("aria-label", nameOf(frame));
    } else {
      for (const attribute of ["tabindex", "role", "aria-label"]) frame.removeAttribute(attribute);
    }
  };

  for (const table of article.querySelectorAll("table:not([class])")) {
    const frame = document.createElement("div");
    frame.className = "hb-scroll";
    table.className = "hb-table";
    table.replaceWith(frame);
    frame.append(table);
  }

  const watcher = new ResizeObserver((entries) => entries.forEach((entry) => expose(entry.target)));
  for (const frame of article.querySelectorAll(".hb-scroll")) {
    nameOf(frame);
    expose(frame);
    watcher.observe(frame);
  }
})();
