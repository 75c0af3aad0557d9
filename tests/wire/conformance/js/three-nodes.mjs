// The three-node interaction with one half in the client's language: first it is the third node,
// which answers `rpc` and hears what the second says; then it is the second, which calls and tells.

import { Wampy } from "wampy";
import { authid, ticket, url } from "./play.mjs";

const tell = (step, facts = {}) => console.log(JSON.stringify({ step, ...facts }));

class Node {
  constructor(session, base) {
    this.session = session;
    this.base = base;
  }
  address = (target) => target.replace(/^@/, `${this.base}.`);
  remote = (target) => (...args) => this.session.call(this.address(target), args);
  notify = (target, ...args) =>
    this.session.publish(this.address(target), args, { acknowledge: true });
}

class Third extends Node {
  async bind() {
    const heard = ({ argsList }) => this.doOnSecondFoo(...argsList);
    await this.session.subscribe(this.address("@first.second"), heard);
    await this.session.register(this.address("@third.rpc"), ({ argsList }) => this.rpc(...argsList));
  }
  async unbind() {
    await this.session.unregister(this.address("@third.rpc"));
    await this.session.unsubscribe(this.address("@first.second"));
  }
  doOnSecondFoo(...args) {
    tell("heard", { args });
    this.hearing();
  }
  rpc(something) {
    tell("called", { something });
  }
}

class Second extends Node {
  callThird = () => this.remote("@third.rpc")("hello");
  onFoo = (...args) => this.notify("@first.second", ...args);
}

const session = new Wampy(url, {
  ws: WebSocket,
  realm: "ytefas",
  authid,
  authmethods: ["ticket"],
  onChallenge: () => ticket,
  autoReconnect: false,
});
await session.connect();

const third = new Third(session, "open.test");
const hearing = new Promise((resolve) => (third.hearing = resolve));
await third.bind();
await session.call("open.play.first_and_second");
await hearing;
await third.unbind();

await session.call("open.play.third_alone");
const second = new Second(session, "open.test");
await second.callThird();
await second.onFoo("hello handler");
await session.call("open.play.end");
await session.disconnect();
process.exit(0);
