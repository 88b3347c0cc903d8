// A block of an encoder and a convolution, in the style of MAESTRO's data/model files
Constant Seq 384;
Constant Hidden 1024;
Network encoder {
  Layer Query { Type: GEMM Dimensions { M: Seq, N: Hidden, K: Hidden } }
  Layer Inter { Type: GEMM Dimensions { M: Seq, N: 4096, K: Hidden } }
  Layer Patch {
    Type: CONV
    Stride { X: 1, Y: 1 }
    Dimensions { K: 8, C: 3, R: 3, S: 3, Y: 10, Y: 10, X: 10 }
    Dataflow { TemporalMap(1,1) K; SpatialMap(1,1) C; }
  }
}
