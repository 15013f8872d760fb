import type {} from "stemedb-sizing/react";
export const ok = <stemedb-sizing scenario="a=7000" theme="dark" height={400} sandbox className="wide"><a href="x">x</a></stemedb-sizing>;
// @ts-expect-error no such theme
export const wrong = <stemedb-sizing theme="purple" />;
