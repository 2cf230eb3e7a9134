// "Hide this page" takes the page out of "Back", and off the screen before a slow network has brought the other one.
hide.addEventListener("click", e => {
e.preventDefault();
document.documentElement.hidden = true;
location.replace(hide.href);
});
// Escape three times does the same.
let escapes = 0;
addEventListener("keydown", e => {
escapes = e.key == "Escape" ? escapes + 1 : 0;
if (escapes > 2) hide.click();
});
