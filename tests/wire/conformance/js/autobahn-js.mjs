import autobahn from "autobahn";
import { authid, play, serialization, url } from "./play.mjs";

const serializers = {
  json: autobahn.serializer.JSONSerializer,
  msgpack: autobahn.serializer.MsgpackSerializer,
  cbor: autobahn.serializer.CBORSerializer,
};

const result = (answer) =>
  answer instanceof autobahn.Result
    ? { args: answer.args, kwargs: answer.kwargs }
    : { args: [answer], kwargs: {} };

const failure = (error) => ({ uri: error.error, kwargs: error.kwargs });

function connect(ticket) {
  return new Promise((resolve, reject) => {
    const connection = new autobahn.Connection({
      url,
      realm: "ytefas",
      authmethods: ["ticket"],
      authid,
      onchallenge: () => ticket,
      serializers: [new serializers[serialization]()],
      max_retries: 0,
    });
    connection.onopen = (session, details) => resolve(client(connection, session, details));
    connection.onclose = (_reason, details) => {
      reject(details.reason);
      return true;
    };
    connection.open();
  });
}

function client(connection, session, details) {
  return {
    authid: details.authid,
    call: (uri, args, kwargs, onProgress) =>
      session
        .call(uri, args, kwargs, onProgress ? { receive_progress: true } : {})
        .then(result, (error) => Promise.reject(failure(error)), (part) => onProgress(part)),
    cancellable(uri) {
      const call = session.call(uri, [], {}, {});
      return {
        cancel: () => call.cancel({ mode: "kill" }),
        promise: call.then(result, failure),
      };
    },
    async register(uri, handler, match = "exact") {
      const answer = (args, _kwargs, details) => handler(args, details.procedure);
      const registration = await session.register(uri, answer, { match });
      return () => registration.unregister();
    },
    async subscribe(uri, handler, match = "exact") {
      const hear = (args, _kwargs, details) => handler({ topic: details.topic, args });
      const subscription = await session.subscribe(uri, hear, { match });
      return () => subscription.unsubscribe();
    },
    publish: (uri, args, kwargs) => session.publish(uri, args, kwargs, { acknowledge: true }),
    leave: () =>
      new Promise((resolve) => {
        connection.onclose = resolve;
        connection.close();
      }),
  };
}

await play(connect);
