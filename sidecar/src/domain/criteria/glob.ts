// Globs for names: `*` stands for any run of characters, `?` for one. No regular expression is ever made from them.

/** Whether the folded text matches the folded glob. Linear in practice, at worst text × glob; counts code points. */
export function matchesGlob(text: string, glob: string): boolean {
  const characters = [...text];
  const pattern = [...glob];
  let at = 0;
  let place = 0;
  let starPlace = -1;
  let starAt = 0;
  while (at < characters.length) {
    if (pattern[place] === '*') {
      starPlace = place;
      starAt = at;
      place += 1;
    } else if (pattern[place] === '?' || (place < pattern.length && pattern[place] === characters[at])) {
      at += 1;
      place += 1;
    } else if (starPlace >= 0) {
      starAt += 1;
      at = starAt;
      place = starPlace + 1;
    } else return false;
  }
  while (pattern[place] === '*') place += 1;
  return place === pattern.length;
}
