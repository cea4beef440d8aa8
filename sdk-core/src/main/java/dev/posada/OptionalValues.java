// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada;

import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.deser.Deserializers;
import com.fasterxml.jackson.databind.deser.std.ReferenceTypeDeserializer;
import com.fasterxml.jackson.databind.jsontype.TypeDeserializer;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.Serializers;
import com.fasterxml.jackson.databind.ser.std.ReferenceTypeSerializer;
import com.fasterxml.jackson.databind.type.ReferenceType;
import com.fasterxml.jackson.databind.type.TypeBindings;
import com.fasterxml.jackson.databind.type.TypeFactory;
import com.fasterxml.jackson.databind.type.TypeModifier;
import com.fasterxml.jackson.databind.util.NameTransformer;
import java.lang.reflect.Type;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The four optional types of Java in JSON: their content, or null.
 *
 * <p>Jackson can do this for its own references; these types only have to be shown to it as such. Its module for them does
 * the same and would be larger than all of our structured output.
 */
final class OptionalValues {
    private static final Map<Class<?>, Kind> KINDS = Map.of(
            Optional.class,
                    new Kind(
                            Object.class,
                            Optional.empty(),
                            Optional::of,
                            optional -> ((Optional<?>) optional).orElse(null)),
            OptionalInt.class,
                    new Kind(Integer.class, OptionalInt.empty(), value -> OptionalInt.of((Integer) value), optional -> {
                        OptionalInt number = (OptionalInt) optional;
                        return number.isPresent() ? number.getAsInt() : null;
                    }),
            OptionalLong.class,
                    new Kind(Long.class, OptionalLong.empty(), value -> OptionalLong.of((Long) value), optional -> {
                        OptionalLong number = (OptionalLong) optional;
                        return number.isPresent() ? number.getAsLong() : null;
                    }),
            OptionalDouble.class,
                    new Kind(
                            Double.class,
                            OptionalDouble.empty(),
                            value -> OptionalDouble.of((Double) value),
                            optional -> {
                                OptionalDouble number = (OptionalDouble) optional;
                                return number.isPresent() ? number.getAsDouble() : null;
                            }));

    private OptionalValues() {}

    static Module module() {
        return new Optionals();
    }

    /**
     * One type.
     *
     * @param content what it holds; {@code Object} where its type argument says so
     * @param empty holds nothing
     * @param wrap makes one of a value
     * @param unwrap gives the value, or {@code null}
     */
    private record Kind(
            Class<?> content, Object empty, Function<Object, Object> wrap, Function<Object, @Nullable Object> unwrap) {
        static Kind of(JavaType type) {
            Kind kind = KINDS.get(type.getRawClass());
            if (kind == null) {
                throw new IllegalArgumentException(type + " is no optional type.");
            }
            return kind;
        }
    }

    private static final class Optionals extends SimpleModule {
        Optionals() {
            super("posada-optionals");
        }

        @Override
        public void setupModule(SetupContext context) {
            super.setupModule(context);
            context.addTypeModifier(new AsReferences());
            context.addDeserializers(new Deserializers.Base() {
                @Override
                public @Nullable JsonDeserializer<?> findReferenceDeserializer(
                        ReferenceType type,
                        DeserializationConfig config,
                        BeanDescription description,
                        @Nullable TypeDeserializer typed,
                        @Nullable JsonDeserializer<?> content) {
                    return KINDS.containsKey(type.getRawClass()) ? new Reader(type, typed, content) : null;
                }
            });
            context.addSerializers(new Serializers.Base() {
                @Override
                public @Nullable JsonSerializer<?> findReferenceSerializer(
                        SerializationConfig config,
                        ReferenceType type,
                        BeanDescription description,
                        @Nullable TypeSerializer typed,
                        @Nullable JsonSerializer<Object> content) {
                    return KINDS.containsKey(type.getRawClass()) ? new Writer(type, typed, content) : null;
                }
            });
        }
    }

    private static final class AsReferences extends TypeModifier {
        @Override
        public JavaType modifyType(JavaType type, Type declared, TypeBindings bindings, TypeFactory factory) {
            if (type.isReferenceType() || !KINDS.containsKey(type.getRawClass())) {
                return type;
            }
            Class<?> content = Kind.of(type).content();
            return ReferenceType.upgradeFrom(
                    type, content == Object.class ? type.containedTypeOrUnknown(0) : factory.constructType(content));
        }
    }

    private static final class Reader extends ReferenceTypeDeserializer<Object> {
        private final transient Kind kind;

        Reader(JavaType type, @Nullable TypeDeserializer typed, @Nullable JsonDeserializer<?> content) {
            super(type, null, typed, content);
            this.kind = Kind.of(type);
        }

        @Override
        protected Reader withResolved(TypeDeserializer typed, JsonDeserializer<?> content) {
            return new Reader(_fullType, typed, content);
        }

        @Override
        public Object getNullValue(DeserializationContext context) {
            return kind.empty();
        }

        @Override
        public Object referenceValue(@Nullable Object content) {
            return content == null ? kind.empty() : kind.wrap().apply(content);
        }

        @Override
        public Object updateReference(Object reference, Object content) {
            return referenceValue(content);
        }

        @Override
        public @Nullable Object getReferenced(Object reference) {
            return kind.unwrap().apply(reference);
        }
    }

    private static final class Writer extends ReferenceTypeSerializer<Object> {
        private final transient Kind kind;

        Writer(ReferenceType type, @Nullable TypeSerializer typed, @Nullable JsonSerializer<Object> content) {
            super(type, true, typed, content);
            this.kind = Kind.of(type);
        }

        private Writer(
                Writer base,
                BeanProperty property,
                TypeSerializer typed,
                JsonSerializer<?> content,
                NameTransformer unwrapper,
                @Nullable Object suppressed,
                boolean suppressesNulls) {
            super(base, property, typed, content, unwrapper, suppressed, suppressesNulls);
            this.kind = base.kind;
        }

        @Override
        protected Writer withResolved(
                BeanProperty property, TypeSerializer typed, JsonSerializer<?> content, NameTransformer unwrapper) {
            return new Writer(this, property, typed, content, unwrapper, _suppressableValue, _suppressNulls);
        }

        @Override
        public Writer withContentInclusion(@Nullable Object suppressed, boolean suppressesNulls) {
            return new Writer(
                    this, _property, _valueTypeSerializer, _valueSerializer, _unwrapper, suppressed, suppressesNulls);
        }

        @Override
        protected boolean _isValuePresent(Object optional) {
            return kind.unwrap().apply(optional) != null;
        }

        @Override
        protected @Nullable Object _getReferenced(Object optional) {
            return kind.unwrap().apply(optional);
        }

        @Override
        protected @Nullable Object _getReferencedIfPresent(Object optional) {
            return kind.unwrap().apply(optional);
        }
    }
}
