package dev.phleet.collector.control;

import dev.phleet.collector.calls.CallNames;
import dev.phleet.collector.clock.BootClock;
import dev.phleet.collector.detector.Detector;
import dev.phleet.collector.keeping.Upkeep;
import dev.phleet.collector.profile.ProfileImage;
import dev.phleet.collector.status.Growth;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.function.Supplier;

/**
 * What is controlled, and what is needed to speak of it.
 *
 * @param hostId the host
 * @param scope what is watched, for people
 * @param detector the detector
 * @param clock from times since boot to wall-clock times
 * @param names names of calls
 * @param paths path of a profile's executable by the profile's key; empty when unknown
 * @param images the pairs of a profile by its key; empty when there is no such profile
 * @param growth how profiles grew
 * @param keeping where profiles are saved
 * @param upkeep what came of saving, sharing and ignoring
 */
public record Subject(
    String hostId,
    String scope,
    Detector detector,
    BootClock clock,
    CallNames names,
    LongFunction<String> paths,
    LongFunction<Optional<ProfileImage>> images,
    Growth growth,
    ProfileKeeping keeping,
    Supplier<Upkeep.Now> upkeep) {}
