// The browser's own languages first. Nobody is redirected.
let list = document.querySelector("main ul");
[...navigator.languages].reverse().forEach(tag => {
let item = list.querySelector(`[data-code="${tag.split("-").slice(0, 2).join("-")}"]`) || list.querySelector(`[data-code="${tag.split("-")[0]}"]`);
if (item) list.prepend(item);
});
