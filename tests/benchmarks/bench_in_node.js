// Measures PAC files in V8; called by bench_generated_pac.py.
// Standard input: a list of {text, host, answer, seconds}. Standard output: calls per second.
"use strict";
const fs = require("fs");
const vm = require("vm");
const [client, rounds] = process.argv.slice(2);
const todo = JSON.parse(fs.readFileSync(0, "utf8"));

// Makes an expression of the pattern for each call, as the browsers' helper does.
function shExpMatch(text, pattern) {
  const escaped = pattern.replace(/\./g, "\\.").replace(/\*/g, ".*").replace(/\?/g, ".");
  return new RegExp("^" + escaped + "$").test(text);
}

function load(text) {
  const context = vm.createContext({ shExpMatch, myIpAddress: () => client });
  vm.runInContext(text, context);
  return vm.runInContext("FindProxyForURL", context);
}

function rate(find, host, seconds) {
  const url = "https://" + host + "/";
  let count = 0, batch = 1, spent = 0;
  const start = process.cpuUsage();
  do {
    for (let i = 0; i < batch; i += 1) { find(url, host); }
    count += batch;
    const used = process.cpuUsage(start);
    spent = (used.user + used.system) / 1e6;
    if (spent < seconds / 4) { batch = Math.min(batch * 2, 1 << 16); }
  } while (spent < seconds);
  return count / spent;
}

const loaded = new Map();
const found = todo.map(() => []);
for (let round = 0; round < Number(rounds); round += 1) {
  todo.forEach(({ text, host, answer, seconds }, i) => {
    if (!loaded.has(text)) { loaded.set(text, load(text)); }
    const find = loaded.get(text);
    const given = find("https://" + host + "/", host);
    if (given !== answer) { throw new Error(`${i}: ${given} for ${host}, not ${answer}`); }
    found[i].push(rate(find, host, seconds));
  });
}
const median = (rates) => rates.sort((a, b) => a - b)[rates.length >> 1];
process.stdout.write(JSON.stringify(found.map(median)));
