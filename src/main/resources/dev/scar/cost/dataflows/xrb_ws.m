// XRBench's weight stationary listing, written input-centric; three levels.
Dataflow {
  TemporalMap(16,16) C;
  TemporalMap(16,16) K;
  TemporalMap(Sz(R),1) Y;
  SpatialMap(Sz(S),1) X;
  TemporalMap(Sz(R),Sz(R)) R;
  TemporalMap(Sz(S),Sz(S)) S;
  Cluster(16,P);
  SpatialMap(1,1) K;
  TemporalMap(64,64) C;
  TemporalMap(Sz(R),1) Y;
  TemporalMap(Sz(S),1) X;
  Cluster(16,P);
  SpatialMap(1,1) C;
}
