/* Before the first paint: theme, density and language as this machine last had them. */
(() => {
  const root = document.documentElement;
  let looks = {};
  try {
    looks = JSON.parse(localStorage.getItem('ytefas.looks') ?? '{}') ?? {};
  } catch {
    // as the system looks
  }
  if (['light', 'dark', 'contrast'].includes(looks.theme)) root.dataset.theme = looks.theme;
  const own = matchMedia('(pointer: coarse)').matches ? 'touch' : 'normal';
  const known = ['compact', 'normal', 'touch'].includes(looks.density);
  root.dataset.density = known ? looks.density : own;
  if (typeof looks.language === 'string') root.lang = looks.language;
})();
