// The wire: requests that may fail, the heartbeat, and the server's time carried on by the browser's own counter.

const BEAT_MS = 2000;
const PATIENCE_MS = 2500;
const AGAIN_MS = 500;
const ANSWERS = new Map([
  [200, "connected"],
  [304, "connected"],
  [401, "signed-out"],
  [403, "closed"], // the record is for other people now
]);

export class OfflineError extends Error {}

// Answers { status, body, now, aside }: `now` is the server's time where it says so, `aside` how far what stands beside the
// panel has come; throws OfflineError where there was no answer at all. An answer in two parts (app/routes/in_two.py) tells
// `onFirst` of its first line before the rest is there.
export async function request(method, address, body, { headers = {}, patience = 8000, onFirst } = {}) {
  let answer;
  try {
    answer = await fetch(address, {
      method,
      headers: body === undefined ? headers : { "content-type": "application/json", ...headers },
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: AbortSignal.timeout(patience),
      cache: "no-store",
    });
    const text = await (onFirst && answer.ok ? inTwo(answer, onFirst) : answer.text());
    const number = (name) => (answer.headers.has(name) ? Number(answer.headers.get(name)) : null);
    const told = { now: number("chairside-now"), aside: number("chairside-aside") };
    return { status: answer.status, body: text ? readable(text) : null, ...told };
  } catch (failure) {
    throw new OfflineError(String(failure?.name ?? failure));
  }
}

async function inTwo(answer, onFirst) {
  const decoder = new TextDecoder();
  const reader = answer.body.getReader();
  let text = "";
  let told = false;
  for (;;) {
    const { done, value } = await reader.read();
    text += decoder.decode(value, { stream: !done });
    const line = text.indexOf("\n");
    if (!told && line > 0) {
      told = true;
      const first = readable(`${text.slice(0, line).replace(/,$/, "")}}`);
      if (first) {
        onFirst(first);
      }
    }
    if (done) {
      return text;
    }
  }
}

function readable(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const PAGE = crypto.randomUUID(); // the counter begins anew with each page

// The server's clock as far as it was heard of; a tablet's own clock is never trusted by itself, only its counter.
export class ServerTime {
  constructor(seconds) {
    this.heard(seconds);
  }

  heard(seconds) {
    this.seconds = seconds;
    this.counter = performance.now();
  }

  now() {
    return this.seconds + (performance.now() - this.counter) / 1000;
  }

  // This moment by the three clocks there are.
  stamp() {
    return { page: PAGE, server: this.now(), wall: Date.now() / 1000, counter: performance.now() / 1000 };
  }

  // Seconds since then, as two of the three clocks have it: the counter stands still while a tablet sleeps, the tablet's
  // clock is set by hand, and the server's is put right. On another page only the server's is left.
  since(then) {
    const now = this.stamp();
    const age = (name) => now[name] - then[name];
    const ages =
      now.page === then.page ? ["server", "wall", "counter"].map(age).sort((a, b) => a - b) : [age("server")];
    return Math.max(0, ages[Math.floor(ages.length / 2)]);
  }

  // Whether it was on this page and a moment ago even by the clock that goes on in sleep.
  isJustNow(then, seconds) {
    const age = Date.now() / 1000 - then.wall;
    return then.page === PAGE && age >= 0 && age < seconds;
  }
}

// Looks at the session every two seconds; tells of each new state, and whether there was an answer. `tag` says which
// state is known, by whatever way it came: after a save the server need not tell it again.
export class Heartbeat {
  constructor(address, { tag, onTime, onState, onAnswer, onAside = () => {} }) {
    Object.assign(this, { address, tag, onTime, onState, onAnswer, onAside, stopped: false });
    this.beat();
  }

  async beat() {
    if (this.stopped) {
      return;
    }
    await this.look();
    this.timer = setTimeout(() => this.beat(), BEAT_MS);
  }

  // Answers whether there was an answer.
  async look() {
    try {
      const headers = { "if-none-match": this.tag() };
      const asked = { headers, patience: PATIENCE_MS };
      const { status, body, now, aside } = await request("GET", this.address, undefined, asked);
      if (now !== null) {
        this.onTime(now);
      }
      if (status === 200 && body) {
        this.onState(body);
      }
      if (aside !== null) {
        this.onAside(aside);
      }
      dispatchEvent(new CustomEvent("chairside:answered", { detail: status })); // lock.js hears of an ended sign-in
      this.onAnswer(ANSWERS.get(status) ?? "fault");
      return true;
    } catch {
      this.onAnswer("offline");
      return false;
    }
  }

  stop() {
    this.stopped = true;
    clearTimeout(this.timer);
  }
}

// When the server is gone, Streamlit looks for it and ends in a dialog that covers the page and takes the caret away.
// While a panel is there, which says itself that it is not connected, that look lasts until there is an answer.
export function keepLooking(isPanelThere) {
  const ask = window.fetch.bind(window);
  window.fetch = async (address, options) => {
    const { pathname } = new URL(address?.url ?? address, location.href);
    if (!/\/_stcore\/(health|host-config)$/.test(pathname)) {
      return ask(address, options);
    }
    for (;;) {
      try {
        return await ask(address, isPanelThere() ? {} : options);
      } catch (failure) {
        if (!isPanelThere()) {
          throw failure;
        }
        await new Promise((again) => setTimeout(again, AGAIN_MS));
      }
    }
  };
}
