// Goes to the page's new address, and takes along what the old one said after ? and #.
(() => {
  const { to } = document.currentScript.dataset;
  if (to) location.replace(to + location.search + (to.includes("#") ? "" : location.hash));
})();
