// What the gateway is meant to reach, beside what was measured.

/** One entry per goal: `goal`, `measured` and whether it is `met`; those that were not measured are left out. */
export function goals({ workloads: { W1, W2 }, growth, peakMemoryMb, startUp, W3, W4 }) {
  return [
    ratio('W1: gateway to pick', W1.gateway, W1.pick, 'at most', 1.5),
    ratio('W2: gateway to pick', W2.gateway, W2.pick, 'at most', 1.2),
    ...(W1.mesh === undefined
      ? []
      : [
          ratio('W1: Mesh to gateway', W1.mesh, W1.gateway, 'at least', 2.5),
          ratio('W2: Mesh to gateway', W2.mesh, W2.gateway, 'at least', 4.5),
          ratio('W1: gateway to mercurius with JIT', W1.gateway, W1['mercurius-jit'], 'at most', 1),
          ratio('W2: gateway to mercurius with JIT', W2.gateway, W2['mercurius-jit'], 'at most', 1),
        ]),
    ...(W3 === undefined ? [] : syncGoals(W3, W4)),
    ...growthGoals(growth),
    goal('ready', startUp.readyMs, 'at most', 1_000, 'ms'),
    goal('most memory, 128 requests at once', peakMemoryMb, 'at most', 200, 'MB'),
  ];
}

function syncGoals(W3, W4) {
  return [
    goal('W3: upstream requests', W3.gateway.requests, 'at most', 102, ''),
    goal(
      'W3: a loop with a look-up per attachment to gateway, time',
      W3.lookUps.seconds / W3.gateway.seconds,
      'at least',
      5,
      '×',
    ),
    goal('W4: upstream requests', W4.gateway.requests, 'at most', 1_225, ''),
    goal('W4: requests beyond the windows', W4.gateway.refused, 'at most', 0, ''),
    goal("W4: guide's loop to gateway, time", W4.guide.seconds / W4.gateway.seconds, 'at least', 8, '×'),
  ];
}

function growthGoals({ perRow, perPage }) {
  const costs = perRow.filter(({ rows }) => rows >= 50).map(({ cpuMs }) => cpuMs);
  return [
    goal(
      'W7: dearest row to cheapest, pages of 50 to 500',
      Math.max(...costs) / Math.min(...costs),
      'at most',
      1.15,
      '×',
    ),
    goal('W7: page 1,000 to page 1', perPage.at(-1).cpuMs / perPage[0].cpuMs, 'at most', 1.15, '×'),
  ];
}

function ratio(name, one, other, relation, bound) {
  return goal(`${name}, CPU`, one.cpuMs / other.cpuMs, relation, bound, '×');
}

function goal(name, measured, relation, bound, unit) {
  const isMet = relation === 'at most' ? measured <= bound : measured >= bound;
  return { goal: `${name} ${relation} ${bound} ${unit}`.trim(), measured, isMet };
}
