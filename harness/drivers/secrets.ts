const SECRET_NAMES = /pass|secret|token|key|sess|sid|auth|sig|code|csrf|jwt/i;
const REQUEST_CHARS_MAX = 300;

/** `GET /path?query` as a record may show it: values of parameters that sound secret are masked, and so is every known secret. */
export function redactedRequest(method: string, path: string, secrets: readonly string[]): string {
  let shown = path.replace(/([?&;])([^=&;]+)=([^&;]*)/g, (whole, lead: string, name: string) =>
    SECRET_NAMES.test(name) ? `${lead}${name}=…` : whole,
  );
  for (const secret of secrets) if (secret.length >= 8) shown = shown.replaceAll(secret, '…');
  return `${method} ${shown.length > REQUEST_CHARS_MAX ? `${shown.slice(0, REQUEST_CHARS_MAX)}…` : shown}`;
}
