// What every client is asked to do, in the same words: each adapter puts them into its library's.
// One JSON line per step on standard output; the test compares them.

export const [url, serialization, authid, ticket] = process.argv.slice(2);

const tell = (step, facts = {}) => console.log(JSON.stringify({ step, ...facts }));

/** Waits until `arrived` holds as many items as it should: events come when they come. */
async function until(arrived, count) {
  while (arrived.length < count) await new Promise((resolve) => setTimeout(resolve, 2));
  return arrived.splice(0);
}

export async function play(connect) {
  const refused = await connect("not-the-ticket").catch((reason) => reason);
  tell("refused", { reason: refused });

  const client = await connect(ticket);
  tell("joined", { authid: client.authid });

  const args = [1, 2.5, "perché ✓ 𝄞", null, true, [[1], { a: ["b"] }]];
  tell("called", await client.call("open.node.echo", args, { città: "Forlì" }));
  tell("failed", await client.call("open.node.fail", [], {}).catch((error) => error));
  tell("unknown", await client.call("open.node.nothing", [], {}).catch((error) => error));
  tell("denied", await client.call("closed.node.echo", [], {}).catch((error) => error));

  const parts = [];
  const counted = await client.call("open.node.count", [3], {}, (part) => parts.push(part));
  tell("progress", { parts, ...counted });

  const waiting = client.cancellable("open.node.wait");
  await client.call("open.node.waiting", [], {});
  await waiting.cancel();
  tell("cancelled", await waiting.promise);

  const stop = await client.register("open.client.add", ([a, b]) => a + b);
  tell("answered", await client.call("open.node.ask", ["open.client.add", 2, 3], {}));
  const stopTree = await client.register(
    "open.client.tree", // no dot at the end: wampy takes a prefix for whole components
    ([value], procedure) => [procedure, value],
    "prefix",
  );
  tell("answered below", await client.call("open.node.ask", ["open.client.tree.a.b", 1], {}));
  const stopNever = await client.register("open.client.never", () => new Promise(() => {}));
  tell("interrupted", await client.call("open.node.ask_briefly", ["open.client.never"], {}).catch((e) => e));
  await stopNever();
  await stop();
  await stopTree();
  tell("withdrawn", await client.call("open.node.ask", ["open.client.add", 2, 3], {}).catch((e) => e));

  const events = [];
  const deaf = await client.subscribe("open.news", (event) => events.push(event));
  const deafBelow = await client.subscribe("open.newsroom", (event) => events.push(event), "prefix");
  await client.call("open.node.publish", ["open.news", 1], {});
  tell("heard", { events: await until(events, 1) });
  await client.call("open.node.publish", ["open.newsroom.sport", 2], {});
  tell("heard below", { events: await until(events, 1) });
  await deaf();
  await deafBelow();
  await client.call("open.node.publish", ["open.news", 3], {});
  tell("deaf", { events });

  await client.publish("open.heard", ["by the node"], { riga: 1 });
  tell("published", await client.call("open.node.heard", [], {}));

  await client.leave();
  tell("left");
  process.exit(0); // a library may hold timers of its own
}

/** The test would wait for lines that never come: say what happened, and fail. */
process.on("unhandledRejection", (reason) => {
  console.error(reason);
  process.exit(1);
});
