/** How sellers write the number of GPUs into a machine's name. */
const WRITTEN: readonly RegExp[] = [
  // `8x_H100_SECURE`, `gpu_8x_h100_sxm5`
  /^(?:gpu_)?(\d+)x_/i,
  // `8H100.80S.176V`
  /^(\d+)(?:GB|GH|MI|[ABHL])\d{2,3}\w*\./,
  // `n3-H100x8-NVLink`, `H100_sxm5x8`
  /(?:(?:GB|GH|MI|[ABHL])\d{2,3}[A-Z]?|sxm\d)x(\d+)(?=$|[-_])/i,
  // `gpu-h100-sxm_8gpu-128vcpu-1600gb`
  /[-_](\d+)gpus?(?=$|[-_])/i,
];

/** Whether a machine's own name counts other GPUs than its row does: then the price of one of them is not known. */
export function countsOtherwise(machine: string, gpus: number): boolean {
  return WRITTEN.some((pattern) => {
    const count = pattern.exec(machine)?.[1];
    return count !== undefined && Number(count) !== gpus;
  });
}
