// The wire: requests that may fail, the heartbeat, and the server's time carried on by the browser's own counter.

const BEAT_MS = 2000;
const PATIENCE_MS = 2500;
const AGAIN_MS = 500;

export class OfflineError extends Error {}

// Answers { status, body }; throws OfflineError where there was no answer at all.
export async function request(method, address, body, { headers = {}, patience = 8000 } = {}) {
  let answer;
  try {
    answer = await fetch(address, {
      method,
      headers: body === undefined ? headers : { "content-type": "application/json", ...headers },
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: AbortSignal.timeout(patience),
      cache: "no-store",
    });
    const text = await answer.text();
    return { status: answer.status, body: text ? readable(text) : null };
  } catch (failure) {
    throw new OfflineError(String(failure?.name ?? failure));
  }
}

function readable(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

// The server's clock as far as it was heard of; a tablet's own clock is never trusted, only its counter.
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
}

// Looks at the session every two seconds; tells of each new state, and whether there was an answer. `tag` says which
// state is known, by whatever way it came: after a save the server need not tell it again.
export class Heartbeat {
  constructor(address, { tag, onState, onAnswer }) {
    Object.assign(this, { address, tag, onState, onAnswer, stopped: false });
    this.beat();
  }

  async beat() {
    if (this.stopped) {
      return;
    }
    await this.look();
    this.timer = setTimeout(() => this.beat(), BEAT_MS);
  }

  async look() {
    try {
      const headers = { "if-none-match": this.tag() };
      const { status, body } = await request("GET", this.address, undefined, { headers, patience: PATIENCE_MS });
      if (status === 200 && body) {
        this.onState(body);
      }
      this.onAnswer(status === 200 || status === 304 ? "connected" : status === 401 ? "signed-out" : "fault");
    } catch {
      this.onAnswer("offline");
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
