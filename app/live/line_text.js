// The characters of a line: which cannot be read, where tokens end, and how text is compared and shown.
// The same as schemas/rules/line/characters.py; patterns, limits and sentences come with the tables.

const prepared = new WeakMap();

/** The functions of text for these tables, made once for each. */
export function textOf(tables) {
  if (!prepared.has(tables)) {
    prepared.set(tables, new Text(tables));
  }
  return prepared.get(tables);
}

/** The tokens from `start` on: each its text, the same in lower case, and where it lies. */
export function split(line, start = 0) {
  const tokens = [];
  for (const found of line.slice(start).matchAll(/[^ \t]+/g)) {
    const from = start + found.index;
    tokens.push({ text: found[0], low: found[0].toLowerCase(), start: from, end: from + found[0].length });
  }
  return tokens;
}

/** Whether a digit of another script is in it: it looks like a number and is not read as one. */
export function hasOtherDigits(text) {
  return /\p{Nd}/u.test(text.replace(/[0-9]/g, ""));
}

/** How many characters a person would count, which is not what a string's length says. */
export function lengthOf(text) {
  return Array.from(text).length;
}

/** The sentence with its gaps filled, once: braces that somebody typed stay what they are. */
export function fill(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

class Text {
  constructor(tables) {
    const { unreadable, unseen, white, quotes, most_shown: mostShown } = tables.characters;
    this.sentences = tables.sentences;
    this.numbers = tables.numbers;
    this.quotes = new Set(quotes);
    this.mostShown = mostShown;
    this.unreadablePattern = new RegExp(unreadable, "u");
    this.unseen = new RegExp(unseen, "gu");
    this.edges = new RegExp(`^${white}|${white}$`, "gu");
    this.gaps = new RegExp(white, "gu");
  }

  /** The sentence of the line parser's code. */
  say(code, values) {
    return fill(this.sentences.line[code], values);
  }

  /** The first character that cannot be read, or null. */
  unreadable(line) {
    const found = this.unreadablePattern.exec(line);
    return found ? found[0] : null;
  }

  /** Composed as Unicode says, without white at either end. */
  trimmed(text) {
    return text.normalize("NFC").replace(this.edges, "");
  }

  /** A name as it may stand between quotes: one blank between words, and no quotes in it. */
  quotable(text) {
    const bare = Array.from(text).filter((character) => !this.quotes.has(character));
    return this.trimmed(bare.join("")).replace(this.gaps, " ");
  }

  /** What is compared when names are: case, quotes and the width of a gap do not count. */
  folded(text) {
    return this.quotable(text).toLowerCase();
  }

  /** Fit for a sentence: what cannot be seen by its number, and not too long. */
  shown(text) {
    const characters = Array.from(text);
    const cut = characters.length > this.mostShown ? `${characters.slice(0, this.mostShown).join("")}…` : text;
    return cut.replace(this.unseen, (found) => `U+${found.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}`);
  }

  /** A number as a person writes it: 37, 36.8. */
  number(value) {
    if (Number.isNaN(value)) {
      return "not a number";
    }
    const { most_shown: most, least_shown: least } = this.numbers;
    if (Math.abs(value) > most) {
      return value > 0 ? `over ${most}` : `under -${most}`;
    }
    return !Number.isInteger(value) && Math.abs(value) < least ? "nearly 0" : String(value);
  }
}
