import { Wampy } from "wampy";
import { CborSerializer } from "wampy/CborSerializer.js";
import { JsonSerializer } from "wampy/JsonSerializer.js";
import { MsgpackSerializer } from "wampy/MsgpackSerializer.js";
import { authid, play, serialization, url } from "./play.mjs";

const serializers = { json: JsonSerializer, msgpack: MsgpackSerializer, cbor: CborSerializer };

const result = ({ argsList, argsDict }) => ({ args: argsList ?? [], kwargs: argsDict ?? {} });

const failure = (error) => ({ uri: error.errorUri, kwargs: error.argsDict });

async function connect(ticket) {
  const session = new Wampy(url, {
    ws: WebSocket, // Node's own, as in a browser
    realm: "ytefas",
    authid,
    authmethods: ["ticket"],
    onChallenge: () => ticket,
    serializer: new serializers[serialization](),
    autoReconnect: false,
  });
  const welcome = await session.connect().catch((error) => Promise.reject(error.errorUri));
  return client(session, welcome);
}

function client(session, welcome) {
  const payload = (argsList, argsDict) => ({ argsList, argsDict });
  return {
    authid: welcome.authid,
    call: (uri, args, kwargs, onProgress) =>
      session
        .call(uri, payload(args, kwargs), {
          ...(onProgress && { progress_callback: (part) => onProgress(part.argsList[0]) }),
        })
        .then(result, (error) => Promise.reject(failure(error))),
    cancellable(uri) {
      const call = session.call(uri);
      const { reqId } = session.getOpStatus();
      return {
        cancel: () => session.cancel(reqId, { mode: "kill" }),
        promise: call.then(result, failure),
      };
    },
    async register(uri, handler, match = "exact") {
      await session.register(
        uri,
        async ({ argsList, details }) => ({
          argsList: [await handler(argsList ?? [], details.procedure)],
        }),
        { match },
      );
      return () => session.unregister(uri);
    },
    async subscribe(uri, handler, match = "exact") {
      const { subscriptionId } = await session.subscribe(
        uri,
        ({ argsList, details }) => handler({ topic: details.topic ?? uri, args: argsList }),
        match === "exact" ? undefined : { match },
      );
      // wampy 8.0.2 cannot end a subscription by pattern: it looks for it without the pattern.
      return () => match === "exact" && session.unsubscribe(subscriptionId);
    },
    publish: (uri, args, kwargs) => session.publish(uri, payload(args, kwargs)),
    leave: () => session.disconnect(),
  };
}

await play(connect);
