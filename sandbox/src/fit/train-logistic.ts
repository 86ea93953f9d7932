export type LogisticModel = { bias: number; weights: number[] };

/** Examples as one matrix, row by row. */
export type Matrix = { rows: number; columns: number; values: Float32Array };

export const toMatrix = (rows: readonly (readonly number[])[]): Matrix => {
  const columns = rows[0]?.length ?? 0;
  const values = new Float32Array(rows.length * columns);
  for (const [index, row] of rows.entries()) values.set(row, index * columns);
  return { rows: rows.length, columns, values };
};

export type LogisticOptions = {
  /** Strength of the pull of the weights toward zero. */
  l2: number;
  /** How much each example counts; 0 leaves it out. */
  importance: ArrayLike<number>;
  steps: number;
};

/** Logistic regression by full-batch Adam with a falling rate; targets are 0 or 1. */
export const trainLogistic = (
  { rows, columns, values }: Matrix,
  targets: ArrayLike<number>,
  { l2, importance, steps }: LogisticOptions,
): LogisticModel => {
  const weights = new Float64Array(columns + 1);
  const gradient = new Float64Array(columns + 1);
  const mean = new Float64Array(columns + 1);
  const variance = new Float64Array(columns + 1);
  let total = 0;
  for (let row = 0; row < rows; row++) total += importance[row] as number;
  for (let step = 1; step <= steps; step++) {
    gradient.fill(0);
    for (let row = 0; row < rows; row++) {
      const count = importance[row] as number;
      if (count === 0) continue;
      const offset = row * columns;
      let logit = weights[columns] as number;
      for (let column = 0; column < columns; column++)
        logit += (weights[column] as number) * (values[offset + column] as number);
      const error = ((sigmoid(logit) - (targets[row] as number)) * count) / total;
      for (let column = 0; column < columns; column++)
        (gradient[column] as number) += error * (values[offset + column] as number);
      (gradient[columns] as number) += error;
    }
    const rate = 0.1 * (1 - step / (steps + 1)) + 0.002;
    for (let column = 0; column <= columns; column++) {
      const slope = (gradient[column] as number) + (column < columns ? (l2 * (weights[column] as number)) / total : 0);
      mean[column] = 0.9 * (mean[column] as number) + 0.1 * slope;
      variance[column] = 0.99 * (variance[column] as number) + 0.01 * slope * slope;
      const meanNow = (mean[column] as number) / (1 - 0.9 ** step);
      const varianceNow = (variance[column] as number) / (1 - 0.99 ** step);
      (weights[column] as number) -= (rate * meanNow) / (Math.sqrt(varianceNow) + 1e-8);
    }
  }
  return { bias: weights[columns] as number, weights: [...weights.subarray(0, columns)] };
};

export const logitOf = ({ bias, weights }: LogisticModel, row: ArrayLike<number>): number => {
  let logit = bias;
  for (let column = 0; column < weights.length; column++)
    logit += (weights[column] as number) * (row[column] as number);
  return logit;
};

export const sigmoid = (logit: number): number => 1 / (1 + Math.exp(-logit));
