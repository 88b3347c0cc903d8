// Attention of 12 heads as batched products, then a classifier; after MAESTRO's data/mapping examples
Constant Heads 12;
Constant Seq 128;
Accelerator {
  PE { NumPEs: 256; VectorWidth: 4 }
  Buffer { GlobalL2: 1048576 }
}
Network Attention {
  Layer Patches { // 16 x 16 pixels become a token; the output is given
    Type: CONV
    Stride { X: 16, Y: 16 }
    Dimensions { N: 1, K: 768, C: 3, R: 16, S: 16, Y': 8, X': 16 }
  }
  Layer QK { Type: BMM Dimensions { B: Heads, M: Seq, N: Seq, K: 64 } }
  Layer AV {
    Type: BMM
    Dimensions { B: Heads, M: Seq, N: 64, K: Seq }
    Dataflow {
      TemporalMap(2, 2) B;
      SpatialMap(1, 1) M;
      Cluster(64, P);
      SpatialMap(1, 1) K;
    }
  }
  Layer Head { Type: FC Dimensions { K: 10, C: 768 } }
}
