/* Before the first paint: theme, density and language as this machine last had them. */
(() => {
  const page = document.documentElement;
  const asks = (query) => matchMedia(query).matches;
  let looks = {};
  try {
    looks = JSON.parse(localStorage.getItem('ytefas.looks') ?? '{}') ?? {};
  } catch {
    // as the system looks
  }
  const dark = asks('(prefers-color-scheme: dark)') ? 'dark' : 'light';
  const system = asks('(prefers-contrast: more)') ? 'contrast' : dark;
  const theme = ['light', 'dark', 'contrast'].includes(looks.theme) ? looks.theme : system;
  const own = asks('(pointer: coarse)') ? 'touch' : 'normal';
  const density = ['compact', 'normal', 'touch'].includes(looks.density) ? looks.density : own;
  page.dataset.theme = theme;
  page.dataset.density = density;
  if (typeof looks.language === 'string') page.lang = looks.language;
})();
