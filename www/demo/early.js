// @ts-check
// Runs before the first paint: the colours, the look and the language that the address asks for.
// The page's program does the rest once it is there, and answers every later switch.
{
  const root = document.documentElement;
  const asked = new URLSearchParams(location.search);
  const scheme = asked.get('theme');
  const look = asked.get('look');
  const lang = asked.get('lang') ?? 'nl';
  if (scheme) root.dataset.theme = scheme;
  if (look) root.classList.add(`leadgate-${look}`);
  // The page is written in Dutch: another language is hidden until its texts are in (page.css).
  if (lang !== 'nl') root.dataset.waits = '';
}
