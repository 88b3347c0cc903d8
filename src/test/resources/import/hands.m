// Hands on a headset, after XRBench's listings: a detector, and poses of what it finds
Network Hands {
  FPS: 45
  Probability: 0.9
  Layer Conv1 {
    Type: CONV
    Stride { X: 2, Y: 2 }
    Dimensions { N: 1, K: 32, C: 3, R: 3, S: 3, Y: 225, X: 225 }
  }
  Layer Dw { Type: DSCONV Dimensions { N: 1, K: 1, C: 32, R: 3, S: 3, Y: 114, X: 114 } }
  Layer Pw { Type: CONV Dimensions { N: 1, K: 64, C: 32, R: 1, S: 1, Y: 112, X: 112 } }
}
Network Pose {
  Dependency: { Hands }
  FPS: 45
  Layer Fc { Type: FC Dimensions { N: 1, K: 63, C: 1024 } }
  Layer Joints { Type: GEMM Dimensions { M: 21, N: 3, K: 64 } }
}
