#if os(Linux)
  import Foundation
  import TestSupport
  import Testing

  /// The programs link FoundationEssentials alone: the whole of Foundation brings ICU's data, which is more than all else.
  @Suite struct LinkageTests {
    @Test(arguments: ["emit", "runner", "trigger"])
    func linksNeitherTheWholeOfFoundationNorICU(program: String) throws {
      let bytes = try Data(contentsOf: try buildFolder().appending(path: program))
      func needs(_ library: String) -> Bool { bytes.range(of: Data("\0\(library)\0".utf8)) != nil }
      #expect(needs("libFoundationEssentials.so"))
      for library in ["libFoundation.so", "libFoundationInternationalization.so", "lib_FoundationICU.so"] {
        #expect(!needs(library), "\(program) links \(library)")
      }
    }
  }
#endif
