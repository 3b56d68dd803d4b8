// j and k go from finding to finding. Everything can be read without this.
for (const keys of document.querySelectorAll(".keys")) keys.hidden = false;
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || !["j", "k"].includes(event.key)) return;
  const cards = [...document.querySelectorAll("article.card")];
  if (!cards.length) return;
  const here = cards.indexOf(document.activeElement.closest("article.card"));
  const next = event.key === "j" ? here + 1 : (here < 0 ? cards.length : here) - 1;
  const card = cards[Math.min(Math.max(next, 0), cards.length - 1)];
  card.focus();
  card.scrollIntoView({ block: "start" });
});
