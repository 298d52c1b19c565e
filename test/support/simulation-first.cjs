const { default: Sequencer } = require('@jest/test-sequencer');

/**
 * Plays the simulation first, while each worker is fresh: 12 s then, and 220 s after the tests that run servers (measured on
 * Node 20). It lives on promises, and async hooks, once on, slow down every promise of their process.
 */
module.exports = class SimulationFirst extends Sequencer {
  sort(tests) {
    const isSimulation = ({ path }) => path.includes('/test/simulation/');
    const inOrder = super.sort(tests);
    return [...inOrder.filter(isSimulation), ...inOrder.filter((test) => !isSimulation(test))];
  }
};
