// Shows the notice that this is no longer the edition in force, if Material's script found so on an earlier page.
(() => {
  const notice = document.querySelector("[data-md-component=outdated]");
  const base = new URL(document.currentScript.dataset.base, location);
  if (notice && __md_get("__outdated", sessionStorage, base) === true) notice.hidden = false;
})();
