// Builds the portal's assets: node build.mjs OUT WORK. Installs the locked packages into WORK (once per lock file), bundles into
// OUT with hashed names and writes OUT/manifest.json (name in templates -> hashed name). Nothing is fetched at run time.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const source = dirname(fileURLToPath(import.meta.url));
const [out, work] = process.argv.slice(2).map((path) => resolve(path));
const lock = createHash("sha256").update(readFileSync(join(source, "package-lock.json"))).digest("hex");
const stamp = join(work, "installed");

mkdirSync(work, { recursive: true });
for (const file of ["package.json", "package-lock.json"]) cpSync(join(source, file), join(work, file));
cpSync(join(source, "src"), join(work, "src"), { recursive: true });
if (!existsSync(stamp) || readFileSync(stamp, "utf8") !== lock) {
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  execFileSync(npm, ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline", "--loglevel=error"], {
    cwd: work,
    stdio: ["ignore", "inherit", "inherit"],
  });
  writeFileSync(stamp, lock);
}

// Of the design system's fonts the weights in use are shipped, as woff2; its other font faces are left out.
const weights = ["400", "600", "700"];
const faces = /@font-face\s*\{[^}]*\}/g;
const designSystem = {
  name: "design-system",
  setup(build) {
    build.onLoad({ filter: /dkfds\.min\.css$/ }, (args) => {
      const kept = new Set();
      const contents = readFileSync(args.path, "utf8")
        .replace(/\/\*# sourceMappingURL=.*?\*\//, "")
        .replace(faces, (face) => {
          const weight = /font-weight:(\d+)/.exec(face)?.[1];
          const file = /url\(([^)]*\/complete\/woff2\/[^)]*\.woff2)\)/.exec(face)?.[1];
          const wanted = file && /font-style:normal/.test(face) && weights.includes(weight) && !kept.has(weight);
          if (!wanted) return "";
          kept.add(weight);
          return `@font-face{font-display:swap;font-family:IBM Plex Sans;font-style:normal;font-weight:${weight};src:url(${file}) format("woff2")}`;
        });
      return { contents, loader: "css" };
    });
  },
};

const esbuild = createRequire(join(work, "package.json"))("esbuild");
rmSync(out, { recursive: true, force: true });
const result = await esbuild.build({
  absWorkingDir: work,
  entryPoints: ["src/app.css", "src/app.js", "src/chart.js", "src/editor.js"],
  outdir: out,
  bundle: true,
  minify: true,
  format: "iife",
  target: ["chrome109", "firefox115", "safari16"],
  entryNames: "[name]-[hash]",
  assetNames: "[name]-[hash]",
  loader: { ".woff2": "file", ".svg": "dataurl", ".png": "dataurl" },
  legalComments: "eof",
  metafile: true,
  logLevel: "warning",
  plugins: [designSystem],
});
const manifest = {};
for (const [file, info] of Object.entries(result.metafile.outputs)) {
  if (info.entryPoint) manifest[basename(info.entryPoint)] = basename(file);
}
writeFileSync(join(out, "manifest.json"), JSON.stringify(manifest, null, 1));
