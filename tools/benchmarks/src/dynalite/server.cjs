const dynalite = require('dynalite');

const server = dynalite({ createTableMs: 0, deleteTableMs: 0 });
server.listen(0, '127.0.0.1', () => process.send(server.address().port));
// The bench is gone, however it ended.
process.once('disconnect', () => process.exit());
