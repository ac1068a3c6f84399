// The selector of editions, and on a frozen edition the way to the same subject in what applies now. Both read
// editions.json, which stands beside the editions' folders and is written anew when something is published: an
// edition's own files never change. Where it cannot be had the selector is not shown, and the notice leads to the list.
(async () => {
  const box = document.querySelector(".hb-editions");
  if (!box) return;

  const here = new URL(box.dataset.base, location);
  if (!here.pathname.endsWith("/")) here.pathname += "/";
  const root = new URL("../", here);
  const folder = here.pathname.slice(root.pathname.length, -1);
  // Shown on its own, as before it is published, it has no others beside it.
  if (folder !== box.dataset.label) return;

  const read = async (url) => {
    try {
      const answer = await fetch(url);
      return answer.ok ? await answer.json() : null;
    } catch {
      return null;
    }
  };
  const link = (href, text) => {
    const made = document.createElement("a");
    made.href = href;
    made.textContent = text;
    return made;
  };
  const day = (text) =>
    new Date(`${text}T12:00:00`).toLocaleDateString("sv-SE", { day: "numeric", month: "long", year: "numeric" });

  const told = await read(new URL("editions.json", root));
  if (!told) return;
  const now = new URL(`${told.current}/`, root);
  const isNow = folder === told.current;
  const edition = told.editions.find((one) => one.label === folder);
  if (!isNow && !edition) return;

  const same = await subject();
  fill();
  if (edition) tell();

  // Where what this page is about stands in what applies now, also when it has moved there; null where it is gone.
  async function subject() {
    if (isNow) return location.href;
    const addresses = (await read(new URL("adresser.json", now)))?.addresses;
    let page = location.pathname.slice(here.pathname.length).replace(/index\.html$/, "");
    try {
      page = decodeURIComponent(page);
    } catch {
      return null;
    }
    if (!addresses?.includes(page)) return null;
    const found = new URL(page.split("/").map(encodeURIComponent).join("/"), now);
    found.hash = location.hash;
    return found.href;
  }

  function fill() {
    const list = box.querySelector("ul");
    const rows = [[told.current, "Gäller nu", same ?? now.href]];
    for (const one of told.editions) {
      const title = one.withdrawn ? `${one.title}, återkallad` : one.title;
      rows.push([one.label, title, new URL(`${one.label}/`, root).href]);
    }
    rows.push(["", "Alla utgåvor", new URL("utgavor/", root).href]);
    for (const [label, text, href] of rows) {
      const row = link(label === folder ? location.href : href, text);
      if (label === folder) row.setAttribute("aria-current", "true");
      const item = document.createElement("li");
      item.append(row);
      list.append(item);
    }
    box.querySelector("summary span").textContent = isNow ? "som gäller nu" : edition.label;
    // On a narrow screen what applies now needs its room for the text; the way to the others stands at the foot.
    const narrow = matchMedia("(max-width: 44.9375em)");
    const show = () => (box.hidden = isNow && narrow.matches);
    narrow.addEventListener("change", show);
    show();
    document.querySelector(".hb-colophon__edition")?.append(". ", link(new URL("utgavor/", root).href, "Alla utgåvor"));
  }

  function tell() {
    const more = document.querySelector(".hb-frozen__more");
    if (!more) return;
    const until = edition.until
      ? `Den gällde från ${day(edition.day)} till ${day(edition.until)}.`
      : `Den är den senaste beslutade utgåvan, från ${day(edition.day)}.`;
    const way = same
      ? link(same, "Läs samma sida i det som gäller nu")
      : link(now.href, "Gå till det som gäller nu");
    const gone = same ? "" : " Den här sidan finns inte längre.";
    more.replaceChildren(`${until}${gone} `, way, ". ", link(new URL("utgavor/", root).href, "Alla utgåvor"), ".");
  }

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !box.open) return;
    box.open = false;
    box.querySelector("summary").focus();
  });
  document.addEventListener("click", (event) => {
    if (!box.contains(event.target)) box.open = false;
  });
})();
