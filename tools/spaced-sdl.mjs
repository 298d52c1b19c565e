/** Puts an empty line before every description but the first of a list, as graphql-js prints schemas without directives. */
export function spaced(sdl) {
  let isInside = false;
  return sdl
    .split('\n')
    .flatMap((line, index, lines) => {
      const quotes = line.split('"""').length - 1;
      const opens = quotes > 0 && !isInside;
      if (quotes === 1) isInside = !isInside;
      const follows = opens && line.startsWith(' ') && !/[{(]$/.test(lines[index - 1]);
      return follows ? ['', line] : [line];
    })
    .join('\n');
}
