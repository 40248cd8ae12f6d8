// Before the first paint, so that nothing flashes.
(() => {
  const chosen = localStorage.getItem('phleet-theme');
  if (chosen === 'dark' || chosen === 'light') document.documentElement.dataset.theme = chosen;
})();
