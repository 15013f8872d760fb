// Fingerprints of files, in the two forms that are needed.
import { createHash } from "node:crypto";

/** SHA-256 in hexadecimal. */
export const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");

/** What a browser compares a file with before it uses it: the value of an `integrity` attribute. */
export const integrity = (bytes) => `sha384-${createHash("sha384").update(bytes).digest("base64")}`;
