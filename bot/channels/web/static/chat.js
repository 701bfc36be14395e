// Makes the chat page live: posts without reloading, shows new messages as they are stored, keeps focus where it was.
// Everything also works without this file. It knows nothing of what the conversation is about.
"use strict";

(() => {
  const page = document.getElementById("main");
  const log = document.getElementById("log");
  const say = document.getElementById("say");
  const choose = document.getElementById("choose");
  const start = document.getElementById("start");
  const field = document.getElementById("text");
  const where = document.getElementById("where");
  const notice = document.getElementById("notice");
  const words = page.dataset;
  const waits = [1000, 2000, 4000, 8000, 15000];
  const calm = matchMedia("(prefers-reduced-motion: reduce)");

  let csrf = say.elements.csrf.value;
  let last = Number(words.last);
  let events = null;
  let queue = Promise.resolve();
  const seen = new Set([...log.querySelectorAll("[data-id]")].map((message) => Number(message.dataset.id)));
  const pending = [];

  // --- what arrives -------------------------------------------------------------------------------------------------

  function show(messages) {
    let first = null;
    for (const message of messages) {
      if (seen.has(message.id)) continue;
      seen.add(message.id);
      last = Math.max(last, message.id);
      first = place(message) || first;
    }
    if (first) {
      hideThinking();
      retire();
      bringIntoView(first);
    }
  }

  function place(message) {
    const element = fragment(message.html);
    if (message.mine) return adopt(message, element);
    const earlier = message.replaces ? lastOf(message.question) : null;
    if (earlier) {
      swap(earlier, element);
      return null;
    }
    log.append(element);
    return element;
  }

  // The person's own words are on the page before they are stored; the stored message takes that bubble's place.
  function adopt(message, element) {
    const at = pending.findIndex((bubble) => bubble.text.trim() === message.text.trim());
    if (at < 0) {
      log.append(element);
      return element;
    }
    const [bubble] = pending.splice(at, 1);
    bubble.element.replaceWith(element);
    return element;
  }

  function swap(earlier, element) {
    const label = earlier.contains(document.activeElement) ? document.activeElement.textContent.trim() : null;
    hideThinking();
    earlier.replaceWith(element);
    if (label === null) return;
    const same = [...element.querySelectorAll("button")].find((button) => button.textContent.trim() === label);
    (same || element).focus({ preventScroll: true });
  }

  // Only the buttons of the latest turn are known to the bot; the others would record nothing. What came between turns,
  // such as an answer from staff or an invitation, ends no buttons, and its own are good whenever they are pressed.
  function retire() {
    const bots = [...log.querySelectorAll(".msg.bot")];
    const turns = bots.filter(({ dataset }) => !("aside" in dataset));
    const newest = turns.reduce((a, b) => (Number(b.dataset.id) > Number(a?.dataset.id ?? 0) ? b : a), null);
    const older = ({ dataset }) => dataset.turn !== newest?.dataset.turn && Number(dataset.id) < Number(newest?.dataset.id);
    for (const message of turns.filter(older)) {
      const lost = message.querySelector(".options")?.contains(document.activeElement);
      message.classList.add("past");
      if (lost) log.lastElementChild.focus({ preventScroll: true });
    }
  }

  // The answer is read from its beginning, with the words it answers above it.
  function bringIntoView(first, behavior = calm.matches ? "auto" : "smooth") {
    let target = first;
    while (target.previousElementSibling?.dataset.turn === first.dataset.turn) target = target.previousElementSibling;
    if (target.previousElementSibling?.classList.contains("me")) target = target.previousElementSibling;
    if (target.previousElementSibling) target.scrollIntoView({ block: "start", behavior });
  }

  function fragment(html) {
    const template = document.createElement("template");
    template.innerHTML = html; // our own server's escaped template, the same that writes the whole page
    return template.content.firstElementChild;
  }

  function lastOf(question) {
    return [...log.querySelectorAll(".msg.bot[data-question]")].filter((m) => m.dataset.question === question).pop();
  }

  function listen() {
    if (events) events.close();
    events = new EventSource(`/chat/events?after=${last}`);
    events.onmessage = (event) => show([JSON.parse(event.data)]);
  }

  // --- what is sent -------------------------------------------------------------------------------------------------

  function newKey() {
    return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  // One after the other, so that two quick messages arrive in the order they were typed.
  function send(address, fields, bubble) {
    const key = newKey();
    queue = queue.then(() => untilStored(address, fields, key, bubble));
    return queue;
  }

  async function untilStored(address, fields, key, bubble) {
    for (let attempt = 0; ; attempt += 1) {
      let answer = await once(address, fields, key);
      if (answer.status === 403 && (await renewed())) answer = await once(address, fields, key);
      if (answer.ok) return accepted(await answer.json(), bubble);
      if (answer.status && answer.status !== 503 && answer.status !== 429) return refused(answer, bubble);
      if (attempt >= waits.length) return gaveUp(address, fields, key, bubble);
      if (bubble) bubble.mark(words.unsent);
      await explain(answer);
      await rest(pause(answer, attempt));
    }
  }

  // The cookie has ended or was renewed in another window: take the token that belongs to the one we have now.
  async function renewed() {
    const answer = await fetch("/chat", { headers: { Accept: "text/html" } }).catch(() => ({ ok: false }));
    if (!answer.ok) return false;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    csrf = fresh.querySelector("#say [name=csrf]").value;
    listen();
    return true;
  }

  async function explain(answer) {
    if (!navigator.onLine) return tell(words.offline);
    if (answer.status === 429) tell((await answer.json()).error);
    return undefined;
  }

  function rest(milliseconds) {
    return new Promise((go) => {
      setTimeout(go, milliseconds);
      addEventListener("online", go, { once: true });
    });
  }

  function pause(answer, attempt) {
    const asked = Number(answer.headers?.get("Retry-After") || 0) * 1000;
    return Math.max(asked, waits[attempt]);
  }

  async function once(address, fields, key) {
    try {
      return await fetch(address, {
        method: "POST",
        headers: { Accept: "application/json", "Idempotency-Key": key },
        body: new URLSearchParams({ ...fields, csrf, after: String(last) }),
      });
    } catch {
      return { ok: false, status: 0 };
    }
  }

  function accepted(answer, bubble) {
    tell("");
    if (bubble) bubble.mark(words.sent);
    if (answer.forgotten) startAfresh(answer);
    else show(answer.messages);
    hideThinking();
  }

  async function refused(answer, bubble) {
    hideThinking();
    const { error } = await answer.json().catch(() => ({ error: words.unsent }));
    tell(error);
    release();
    if (!bubble) return;
    forget(bubble);
    if (!field.value) setText(bubble.text);
  }

  function gaveUp(address, fields, key, bubble) {
    hideThinking();
    release();
    if (!bubble) return tell(words.unsent);
    bubble.offerRetry(() => {
      queue = queue.then(() => untilStored(address, fields, key, bubble));
    });
    return undefined;
  }

  function startAfresh(answer) {
    csrf = answer.csrf;
    for (const form of document.querySelectorAll("form")) {
      if (form.elements.csrf) form.elements.csrf.value = csrf;
    }
    log.replaceChildren();
    pending.length = 0;
    seen.clear();
    show(answer.messages);
    // From here on it is another conversation, whose messages are numbered without regard to the erased one.
    seen.clear();
    last = 0;
    listen();
  }

  // --- the person's own bubble --------------------------------------------------------------------------------------

  function ownBubble(text) {
    const element = document.createElement("div");
    element.className = "msg me sending";
    const who = document.createElement("span");
    who.className = "sr";
    who.textContent = words.you;
    const inner = document.createElement("div");
    inner.className = "bubble";
    inner.textContent = text;
    const status = document.createElement("span");
    status.className = "status";
    status.textContent = words.sending;
    element.append(who, inner, status);
    log.append(element);
    const bubble = {
      text,
      element,
      mark(word) {
        status.textContent = word;
        element.classList.toggle("sending", word !== words.sent);
      },
      offerRetry(again) {
        const button = document.createElement("button");
        button.type = "button";
        button.className = "retry";
        button.textContent = words.retry;
        button.onclick = () => {
          button.remove();
          bubble.mark(words.sending);
          again();
        };
        element.append(button);
      },
    };
    pending.push(bubble);
    return bubble;
  }

  function forget(bubble) {
    bubble.element.remove();
    const at = pending.indexOf(bubble);
    if (at >= 0) pending.splice(at, 1);
  }

  function showThinking() {
    hideThinking();
    const dots = document.createElement("div");
    dots.className = "thinking";
    dots.setAttribute("aria-hidden", "true");
    dots.append(...[0, 1, 2].map(() => document.createElement("i")));
    log.append(dots);
  }

  function hideThinking() {
    log.querySelector(".thinking")?.remove();
    release();
  }

  function release() {
    for (const button of log.querySelectorAll(".pressed")) button.classList.remove("pressed");
  }

  function tell(text) {
    notice.textContent = text;
    notice.hidden = !text;
  }

  function setText(text) {
    field.value = text;
    fit();
  }

  function fit() {
    field.style.height = "auto";
    field.style.height = `${Math.min(field.scrollHeight, 160)}px`;
  }

  // --- what the person does -----------------------------------------------------------------------------------------

  say.addEventListener("submit", (event) => {
    event.preventDefault();
    const text = field.value.trim();
    if (!text) return field.focus();
    setText("");
    start?.remove();
    const bubble = ownBubble(text);
    showThinking();
    bringIntoView(bubble.element);
    field.focus();
    return send("/chat/say", { text }, bubble);
  });

  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    say.requestSubmit();
  });
  field.addEventListener("input", fit);

  choose.addEventListener("submit", (event) => {
    event.preventDefault();
    const button = event.submitter;
    if (!button || button.classList.contains("pressed")) return;
    button.classList.add("pressed");
    if (button.classList.contains("tick")) {
      button.setAttribute("aria-pressed", String(button.getAttribute("aria-pressed") !== "true"));
    }
    send("/chat/choose", { token: button.value });
  });

  start?.addEventListener("submit", (event) => {
    event.preventDefault();
    const payload = start.elements.payload.value;
    start.remove();
    showThinking();
    history.replaceState(null, "", "/chat");
    send("/chat/start", { payload });
  });

  where.addEventListener("click", () => {
    where.disabled = true;
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        where.disabled = false;
        showThinking();
        send("/chat/place", { lat: coords.latitude.toFixed(3), lon: coords.longitude.toFixed(3) });
      },
      () => {
        where.disabled = false;
        tell(words.noplace);
      },
      { timeout: 10000, maximumAge: 600000 },
    );
  });

  if ("geolocation" in navigator && isSecureContext) where.hidden = false;
  retire();
  fit();
  // Whoever comes back goes on where they were; a link to a part of the page leads there.
  if (last > 0 && !location.hash) bringIntoView(log.lastElementChild, "instant");
  if (last > 0) listen();
  // An answer from staff that came meanwhile is read first: then the talk begins when the person wants it to.
  if (start && !field.value && !("waits" in start.dataset)) {
    start.requestSubmit();
    queue.then(listen);
  } else if (!last) {
    listen();
  }
})();
