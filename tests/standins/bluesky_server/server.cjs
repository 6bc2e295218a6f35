// A Bluesky server and its directory of identities on free ports of loopback.
// Arguments: the folder in which they are installed, a folder for what the server keeps.
// Prints its address as one line of JSON, and ends when its standard input does.
const net = require("node:net");
const path = require("node:path");
const { createRequire } = require("node:module");

const [installed, kept] = process.argv.slice(2);
const load = createRequire(path.join(path.resolve(installed), "package.json"));
const { PlcServer, Database } = load("@did-plc/server");
const { PDS, envToCfg, envToSecrets } = load("@atproto/pds");

const freePort = () =>
  new Promise((done) => {
    const probe = net.createServer().listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => done(port));
    });
  });

async function main() {
  const plcPort = await freePort();
  await PlcServer.create({ db: Database.mock(), port: plcPort }).start();
  const port = await freePort();
  const settings = {
    port,
    hostname: "localhost",
    devMode: true,
    dataDirectory: kept,
    blobstoreDiskLocation: path.join(kept, "blobs"),
    didPlcUrl: `http://127.0.0.1:${plcPort}`,
    inviteRequired: false,
    serviceHandleDomains: [".test"],
    jwtSecret: "a-secret-of-tests",
    adminPassword: "a-password-of-tests",
    plcRotationKeyK256PrivateKeyHex: "11".repeat(32),
  };
  const pds = await PDS.create(envToCfg(settings), envToSecrets(settings));
  await pds.start();
  console.log(JSON.stringify({ url: `http://127.0.0.1:${port}` }));
  process.stdin.resume();
  process.stdin.on("end", () => process.exit(0));
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
