// The language row keeps the reader at the section that the address names. Without script it leads to the page.
// "Hide this page" takes the page out of "Back", and off the screen before a slow network has brought the other one.
document.addEventListener("click", e => {
let a = e.target.closest(".lr a,#hide");
if (!a) return;
if (!a.id) return a.hash = location.hash;
e.preventDefault();
document.documentElement.hidden = true;
location.replace(a.href);
});
// Escape three times does the same.
let escapes = 0;
addEventListener("keydown", e => {
escapes = e.key == "Escape" ? escapes + 1 : 0;
if (escapes > 2 && self.hide) hide.click();
});
