// XRBench's output stationary listing, written input-centric; three levels.
Dataflow {
  TemporalMap(1,1) K;
  SpatialMap(Sz(R),1) Y;
  TemporalMap(4+Sz(S)-1,4) X;
  TemporalMap(16,16) C;
  TemporalMap(Sz(R),Sz(R)) R;
  TemporalMap(Sz(S),Sz(S)) S;
  Cluster(4,P);
  SpatialMap(Sz(S),1) X;
  Cluster(16,P);
  SpatialMap(1,1) C;
}
