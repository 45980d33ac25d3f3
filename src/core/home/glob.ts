/** `*` any characters, `?` one. Linear: the last star is the only one that is ever taken back. */
export function globMatcher(glob: string): (text: string) => boolean {
  return (text) => {
    let g = 0;
    let t = 0;
    let star = -1;
    let from = 0;
    while (t < text.length) {
      if (glob[g] === '*') {
        star = g++;
        from = t;
      } else if (g < glob.length && (glob[g] === '?' || glob[g] === text[t])) {
        g++;
        t++;
      } else if (star >= 0) {
        g = star + 1;
        t = ++from;
      } else return false;
    }
    while (glob[g] === '*') g++;
    return g === glob.length;
  };
}
