// node run_models.cjs PACKAGE LIST: runs ONNX models. Each line of LIST is MODEL|INPUT|OUTPUT|size|size...; input and output are files of float32.
const fs = require('fs');
const [, , library, list] = process.argv;
const ort = require(library);

async function run(line) {
  const [model, input, output, ...shape] = line.split('|');
  const session = await ort.InferenceSession.create(model, { logSeverityLevel: 3, intraOpNumThreads: 1 });
  const bytes = fs.readFileSync(input);
  const values = new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
  const results = await session.run({ input: new ort.Tensor('float32', values, shape.map(Number)) });
  const data = results.output.data;
  fs.writeFileSync(output, Buffer.from(data.buffer, data.byteOffset, data.byteLength));
}

(async () => {
  for (const line of fs.readFileSync(list, 'utf8').split('\n').filter(l => l.trim())) {
    try {
      await run(line.trim());
    } catch (error) {
      console.error(line + ': ' + error.message);
      process.exitCode = 1;
    }
  }
})();
