/** Addresses in the To and Cc fields of a mail (RFC 5322), in lower case. */
export function addressesOf(raw: Uint8Array): string[] {
  const head =
    Buffer.from(raw.subarray(0, HEAD_BYTES_MAX))
      .toString('latin1')
      .split(/\r?\n\r?\n/, 1)[0] ?? '';
  const fields = head.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/);
  return fields
    .filter((field) => /^(to|cc):/i.test(field))
    .flatMap((field) => field.match(/[^\s<>,;:"()]+@[^\s<>,;:"()]+/g) ?? [])
    .map((address) => address.toLowerCase());
}

const HEAD_BYTES_MAX = 64_000;
