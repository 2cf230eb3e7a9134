// The language row keeps the reader at the section that the address names. Without script it leads to the page.
document.addEventListener("click", e => {
let a = e.target.closest(".lr a");
if (a) a.hash = location.hash;
});
