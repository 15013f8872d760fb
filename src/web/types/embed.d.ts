// Types of <stemedb-sizing>, and of the messages between its frame and the page around. docs/embedding.md explains them.
import type { Result } from "./model.d.ts";

/** What can be shown. */
export type Part = "inputs" | "results" | "cost" | "growth" | "table";

/** The inputs as a share link's fragment, and everything that is computed from them. */
export interface Answer {
  scenario: string;
  result: Result;
}

/** Something that could not be used. */
export interface Trouble {
  code: "parent" | "theme" | "show" | "locale" | "src" | "version" | "type" | "scenario" | "id" | "flood";
  text: string;
}

export interface SizingEvents {
  ready: CustomEvent<null>;
  change: CustomEvent<Answer>;
  error: CustomEvent<Trouble>;
}

/** The attributes of the element. */
export interface SizingAttributes {
  /** The inputs, as a share link's fragment. */
  scenario?: string;
  theme?: "light" | "dark" | "auto";
  /** A language tag. */
  locale?: string;
  /** Parts, with spaces or commas between. */
  show?: Part | (string & {});
  /** Pixels, or `auto`. */
  height?: number | string;
  /** The address of the calculator, with a slash at the end. */
  src?: string;
  /** An attribute without a value, or tokens as for an iframe. */
  sandbox?: boolean | string;
  title?: string;
}

export interface StemedbSizing extends HTMLElement {
  scenario: string;
  theme: string;
  locale: string;
  show: string;
  get height(): string;
  set height(pixels: number | string);
  src: string;
  get sandbox(): string;
  set sandbox(tokens: boolean | string);
  /** Replaces the inputs. */
  setScenario(fragment: string): void;
  /** The inputs as they are, and the result. */
  getResult(): Promise<Answer>;
  addEventListener<K extends keyof SizingEvents>(
    type: K,
    listener: (this: StemedbSizing, event: SizingEvents[K]) => void,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | AddEventListenerOptions): void;
}

/** What the page around may send. */
export type MessageToFrame = { stemedb: 1 } & (
  | { type: "setScenario"; scenario: string }
  | { type: "setTheme"; theme: "light" | "dark" | "auto" }
  | { type: "setShow"; show: string }
  | { type: "getResult"; id: string | number }
);

/** What the frame sends. */
export type MessageFromFrame = { stemedb: 1 } & (
  | { type: "ready" }
  | { type: "resize"; height: number }
  | ({ type: "error" } & Trouble)
  | ({ type: "change" } & Answer)
  | ({ type: "result"; id: string | number } & Answer)
);

declare global {
  interface HTMLElementTagNameMap {
    "stemedb-sizing": StemedbSizing;
  }
}
