// The selector of editions, and the notice on editions that are no longer in force. Both read versions.json, which
// stands beside the editions' folders. Without that file, as in a site published on its own, neither is shown.
(async () => {
  const box = document.querySelector(".hb-editions");
  if (!box) return;

  const here = new URL(box.dataset.base, location);
  if (!here.pathname.endsWith("/")) here.pathname += "/";
  const root = new URL("../", here);
  const folder = here.pathname.slice(root.pathname.length, -1);

  let editions;
  try {
    editions = await (await fetch(new URL("versions.json", root))).json();
  } catch {
    return;
  }
  const is = (edition, name) => edition.version === name || edition.aliases.includes(name);
  const current = editions.find((edition) => is(edition, folder));
  if (!current) return;

  const list = box.querySelector("ul");
  for (const edition of editions) {
    const link = document.createElement("a");
    link.href = new URL(`${edition.version}/`, root).href;
    link.textContent = edition.title;
    if (edition === current) link.setAttribute("aria-current", "true");
    const item = document.createElement("li");
    item.append(link);
    list.append(item);
  }
  box.querySelector("summary span").textContent = current.title;
  box.hidden = false;

  const inForce = box.dataset.default;
  const notice = document.querySelector(".hb-outdated");
  if (notice && inForce && editions.some((edition) => is(edition, inForce)) && !is(current, inForce)) {
    notice.querySelector("a").href = new URL(`${inForce}/`, root).href;
    notice.hidden = false;
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
