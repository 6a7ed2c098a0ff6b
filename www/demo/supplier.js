// @ts-check
// The supplier's page: which supplier it plays, in which language, and the way back to where the
// visitor came from.
{
  const asked = new URLSearchParams(location.search);
  const lang = asked.get('lang') ?? 'nl';
  const texts = [...document.querySelectorAll('main')];
  const shown = texts.find((text) => text.lang === lang) ?? texts[0];
  for (const text of texts) text.hidden = text !== shown;
  document.documentElement.lang = shown.lang;

  const supplier = asked.get('supplier');
  if (supplier) {
    for (const name of document.querySelectorAll('.supplier')) name.textContent = supplier;
    document.title = `${supplier} (demo)`;
  }
  // The page before says in its address which lead it follows, and how it looks.
  const before = document.referrer;
  const back = before.startsWith(`${location.origin}/`) ? before : `./?lang=${shown.lang}`;
  for (const link of document.querySelectorAll('a')) link.href = back;
}
