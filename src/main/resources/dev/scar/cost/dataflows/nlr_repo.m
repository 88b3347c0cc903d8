// No local reuse: input channels over all processing elements.
Dataflow {
  TemporalMap(1,1) K;
  TemporalMap(Sz(R),1) Y;
  TemporalMap(Sz(S),1) X;
  TemporalMap(Sz(R),Sz(R)) R;
  TemporalMap(Sz(S),Sz(S)) S;
  SpatialMap(1,1) C;
}
