// Sending a deed: with its own key, so that a second sending does nothing twice.

const PATIENCE = 10000;

// Who is signed in: { state: "here", who, token, key }, or "away" without signal, or "ended" when the session is over.
export const pulse = async (address) => {
  try {
    const answer = await fetch(address, { headers: { Accept: "application/json" }, signal: AbortSignal.timeout(PATIENCE) });
    if (answer.redirected || answer.status === 403) return { state: "ended" };
    return answer.ok ? { state: "here", ...await answer.json() } : { state: "away" };
  } catch {
    return { state: "away" };
  }
};

// Give { state: "sent", where, words }, "refused" with words, "ended", or "away" when nobody answered in time.
export const send = async (deed, token) => {
  const body = new URLSearchParams(deed.fields);
  body.set("csrf_token", token);
  body.set("kunci", deed.key);
  body.set("pada", String(deed.at));
  let answer;
  try {
    answer = await fetch(deed.action, {
      method: "POST", body, headers: { Accept: "application/json" }, signal: AbortSignal.timeout(PATIENCE),
    });
    if (answer.redirected) return { state: "ended" };
    if (answer.status >= 500 || answer.status === 429) return { state: "away" };
    const said = answer.headers.get("Content-Type").startsWith("application/json") ? await answer.json() : { words: [] };
    return { ...said, status: answer.status, state: answer.ok ? "sent" : "refused" };
  } catch {
    return { state: "away" };
  }
};
