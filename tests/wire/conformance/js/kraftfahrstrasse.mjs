import kraftfahrstrasse from "@verkehrsministerium/kraftfahrstrasse";
import { authid, play, serialization, url } from "./play.mjs";

const { Connection, JSONSerializer, NodeMSGPackSerializer, NodeWebSocketTransport } = kraftfahrstrasse;
const { TicketAuthProvider } = kraftfahrstrasse;
const serializers = { json: JSONSerializer, msgpack: NodeMSGPackSerializer };

const result = ({ args, kwArgs }) => ({ args: args ?? [], kwargs: kwArgs ?? {} });

// This library keeps of an ERROR its URI alone, and rejects with that.
const failure = (uri) => ({ uri });

async function connect(ticket) {
  const connection = new Connection({
    endpoint: url,
    realm: "ytefas",
    serializer: new serializers[serialization](),
    transport: NodeWebSocketTransport,
    logFunction: () => {},
    authProvider: new TicketAuthProvider(authid, async () => ({ signature: ticket })),
  });
  const welcome = await connection.Open().catch((error) => Promise.reject(error.message));
  return client(connection, welcome);
}

/** Results in parts are a chain here: each carries the promise of the next. */
async function follow(first, onProgress) {
  let part = await first;
  while (part.nextResult) {
    onProgress(part.args[0]);
    part = await part.nextResult;
  }
  return result(part);
}

function client(connection, welcome) {
  return {
    authid: welcome.authid,
    call: (uri, args, kwargs, onProgress) =>
      follow(
        connection.Call(uri, args, kwargs, onProgress ? { receive_progress: true } : {})[0],
        onProgress,
      ).catch((error) => Promise.reject(failure(error))),
    cancellable(uri) {
      const [promise, id] = connection.Call(uri);
      return {
        cancel: () => connection.CancelCall(id, "kill"),
        promise: promise.then(result, failure),
      };
    },
    async register(uri, handler, match = "exact") {
      const answer = async (args, _kwargs, details) => ({
        args: [await handler(args, details.procedure)],
      });
      const registration = await connection.Register(uri, answer, { match });
      return () => registration.Unregister();
    },
    async subscribe(uri, handler, match = "exact") {
      const hear = (args, _kwargs, details) => handler({ topic: details.topic ?? uri, args });
      const subscription = await connection.Subscribe(uri, hear, { match });
      return () => subscription.Unsubscribe();
    },
    async publish(uri, args, kwargs) {
      const publication = await connection.Publish(uri, args, kwargs, { acknowledge: true });
      await publication.OnPublished();
    },
    leave: () => connection.Close(),
  };
}

await play(connect);
