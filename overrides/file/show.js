// A browser that does not know :has() shows one page with the help of this; any other does it by its styles.
const knows = window.CSS && CSS.supports && CSS.supports("selector(:has(a))");
const showOne = () => {
  const at = document.getElementById(decodeURIComponent(location.hash.slice(1))), page = at && at.closest("article:not(#index)");
  for (const one of document.querySelectorAll("[data-shown]")) delete one.dataset.shown;
  if (page) page.dataset.shown = "";
  if (at && at.id === "all") delete document.body.dataset.one;
  else document.body.dataset.one = page ? "page" : "contents";
  if (at) at.scrollIntoView();
};
if (!knows) {
  addEventListener("hashchange", showOne);
  showOne();
}
