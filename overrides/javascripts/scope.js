// The four names that Material's script expects to find. Material writes them inline in every page; here they
// are a file, so that the content security policy needs no exception. The scope is where the site begins.
var __md_scope = new URL(document.currentScript.dataset.scope, location);

function __md_hash(text) {
  return [...text].reduce((sum, letter) => (sum << 5) - sum + letter.charCodeAt(0), 0);
}

// Storage may be switched off or hold what another site left there: both read as nothing saved.
function __md_get(key, storage = localStorage, scope = __md_scope) {
  try {
    return JSON.parse(storage.getItem(scope.pathname + "." + key));
  } catch {
    return null;
  }
}

function __md_set(key, value, storage = localStorage, scope = __md_scope) {
  try {
    storage.setItem(scope.pathname + "." + key, JSON.stringify(value));
  } catch {
    // Nothing is lost but the memory of a choice.
  }
}
